namespace Saker.Platform.Experiments;

/// <summary>How a <see cref="RunStatus"/> is written in stores and in MLflow's API: <c>RUNNING</c>.</summary>
internal static class RunStatuses
{
    public static string ToText(this RunStatus status) => status.ToString().ToUpperInvariant();

    public static RunStatus Parse(string text) => Enum.Parse<RunStatus>(text, ignoreCase: true);
}
