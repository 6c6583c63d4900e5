using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>MLflow's tracking: experiments, runs, what is logged to them, and their metrics.</summary>
internal static class TrackingApi
{
    public static void Map(MlflowRoutes routes)
    {
        ExperimentLifeApi.Map(routes);
        RunLifeApi.Map(routes);
        RunEntriesApi.Map(routes);
        RunInputsApi.Map(routes);
        MetricHistoryApi.Map(routes);
        ServerInfoApi.Map(routes);
    }
}
