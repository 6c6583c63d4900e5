using Microsoft.AspNetCore.Routing;
using Saker.Server.Http.Mlflow.LoggedModels;
using Saker.Server.Http.Mlflow.Search;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>MLflow's REST API, as far as it is answered.</summary>
internal static class MlflowApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var routes = new MlflowRoutes(app);
        SearchApi.Map(routes);
        MetricsApi.Map(routes);
        LoggedModelsApi.Map(routes);
        // Tracking, registry and artifacts map theirs here.
        routes.MapUnknown();
    }
}
