using Microsoft.AspNetCore.Routing;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>MLflow's routes of artifacts.</summary>
internal static class ArtifactsApi
{
    public static void Map(MlflowRoutes routes, IEndpointRouteBuilder app)
    {
        ArtifactProxyApi.Map(routes);
        MultipartApi.Map(routes, app);
        RunArtifactsApi.Map(routes, app);
    }
}
