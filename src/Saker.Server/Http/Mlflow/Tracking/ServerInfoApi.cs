using Microsoft.AspNetCore.Http;
using Saker.Platform.Identity;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>What MLflow's clients and its page ask before anything else: which of the newer features there are.</summary>
internal static class ServerInfoApi
{
    private const string Path = "mlflow/server-info";

    public static void Map(MlflowRoutes routes)
    {
        routes.Map("GET", Path, AnswerAsync, Role.Viewer, act: null, version: "3.0");
        routes.Map("POST", Path, AnswerAsync, Role.Viewer, act: null, version: "3.0");
    }

    private static Task AnswerAsync(HttpContext context) => MlflowAnswers.SendAsync(context, static writer =>
    {
        writer.WriteString("store_type", "SqlStore");
        writer.WriteBoolean("workspaces_enabled", false);
        writer.WriteBoolean("trace_archival_enabled", false);
    });
}
