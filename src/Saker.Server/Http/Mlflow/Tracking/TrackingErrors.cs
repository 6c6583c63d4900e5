using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>What several of the tracking routes complain of.</summary>
internal static class TrackingErrors
{
    public static SakerException NoRun(RunId run) => new(ErrorKind.NotFound, $"Run with id={run} not found", "run_id");
}
