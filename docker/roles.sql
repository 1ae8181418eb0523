-- Two roles for the database that psql is connected to: one owns it and migrates, one serves and changes no table.
-- docker-compose.yml runs this once, when its volume is empty; elsewhere an administrator of the server does, by psql.
\getenv owner_password POSTGRES_OWNER_PASSWORD
\getenv serving_password POSTGRES_SERVING_PASSWORD
create role premia_owner login password :'owner_password';
create role premia_serving login password :'serving_password';
alter database :"DBNAME" owner to premia_owner;
alter schema public owner to premia_owner;
