namespace Saker.Platform.Experiments;

/// <summary>How a <see cref="RunStatus"/> is written in stores and in MLflow's API: <c>RUNNING</c>.</summary>
public static class RunStatuses
{
    public static string ToText(this RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };

    /// <summary>Null for a word that is none.</summary>
    public static RunStatus? Find(string text) => text switch
    {
        "RUNNING" => RunStatus.Running,
        "SCHEDULED" => RunStatus.Scheduled,
        "FINISHED" => RunStatus.Finished,
        "FAILED" => RunStatus.Failed,
        "KILLED" => RunStatus.Killed,
        _ => null,
    };

    internal static RunStatus Parse(string text) => Find(text) ?? throw new FormatException($"'{text}' is no status of a run.");
}
