import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { useSession } from '../api/session.js';
import type { PageRoute } from '../ui/page-route.js';
import { Fault, Forbidden, NoHome, NotFound } from './Dead.js';
import { entriesOf } from './navigation.js';
import { PAGES } from './pages.js';
import { Shell } from './Shell.js';

/** Where each role comes to. */
function Home() {
  const { role } = useSession();
  const [home] = entriesOf(role);
  return home ? <Navigate to={home.to} replace /> : <NoHome />;
}

const routeOf = ({ path, roles, page }: PageRoute): RouteObject => ({
  path,
  errorElement: <Fault />,
  lazy: async () => {
    const { default: Own } = await page();
    return {
      Component: () => (roles.includes(useSession().role) ? <Own /> : <Forbidden />),
    };
  },
});

export const makeRouter = () =>
  createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <Fault />,
      hydrateFallbackElement: <div aria-busy />,
      children: [
        { index: true, element: <Home /> },
        { path: 'sign-in', element: <Navigate to="/" replace /> },
        ...PAGES.map(routeOf),
        { path: '*', element: <NotFound /> },
      ],
    },
  ]);
