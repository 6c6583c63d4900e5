using Microsoft.AspNetCore.Routing;
using Saker.Server.Http.Mlflow.Artifacts;
using Saker.Server.Http.Mlflow.LoggedModels;
using Saker.Server.Http.Mlflow.Registry;
using Saker.Server.Http.Mlflow.Search;
using Saker.Server.Http.Mlflow.Tracking;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>MLflow's REST API, as far as it is answered.</summary>
internal static class MlflowApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var routes = new MlflowRoutes(app);
        TrackingApi.Map(routes);
        SearchApi.Map(routes);
        MetricsApi.Map(routes);
        LoggedModelsApi.Map(routes);
        ArtifactsApi.Map(routes, app);
        RegisteredModelsApi.Map(routes);
        ModelVersionsApi.Map(routes);
        routes.MapUnknown();
    }
}
