using Microsoft.AspNetCore.Routing;
using Saker.Server.Http.Mlflow.Artifacts;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>MLflow's REST API, as far as it is answered.</summary>
internal static class MlflowApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var routes = new MlflowRoutes(app);
        // Tracking, registry and artifacts map theirs here.
        ArtifactsApi.Map(routes, app);
        routes.MapUnknown();
    }
}
