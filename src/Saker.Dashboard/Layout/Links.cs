using Saker.Platform.Experiments;

namespace Saker.Dashboard.Layout;

/// <summary>The addresses of the dashboard's views.</summary>
internal static class Links
{
    public static string Run(string id) => "/runs/" + Uri.EscapeDataString(id);

    public static string Experiment(ExperimentId experiment) => "/experiments/" + Uri.EscapeDataString(experiment.Value);

    public static string Runs(string experiment) => "/runs?experiment=" + Uri.EscapeDataString(experiment);

    public static string Study(string name) => "/studies/" + Uri.EscapeDataString(name);

    public static string Model(string name) => "/models/" + Uri.EscapeDataString(name);

    public static string Version(string model, int version) => $"{Model(model)}/{version}";

    /// <summary>A run's artifacts, a folder or a file of them shown.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="path">What is shown; null or empty for the uppermost folder.</param>
    /// <param name="after">After which path the folder is listed; null from its beginning.</param>
    public static string RunFiles(string run, string? path = null, string? after = null) => Addresses.With(Run(run) + "/files", ("path", path), ("after", after));

    /// <summary>A picture or a report among a run's artifacts, as a browser shows it.</summary>
    public static string RunPicture(string run, string path) => $"{Run(run)}/file?path={Uri.EscapeDataString(path)}";

    /// <summary>The history of a run's metric.</summary>
    public static string RunMetric(string run, string key) => $"{Run(run)}/metric?key={Uri.EscapeDataString(key)}";

    /// <summary>A download of a run's artifact.</summary>
    public static string RunFile(string run, string path) => $"/get-artifact?run_id={Uri.EscapeDataString(run)}&path={Uri.EscapeDataString(path)}";

    /// <summary>A download of a version's file.</summary>
    public static string VersionFile(string model, int version, string path) =>
        $"/model-versions/get-artifact?name={Uri.EscapeDataString(model)}&version={version}&path={Uri.EscapeDataString(path)}";

    public static string Alert(string id) => "/alerts/" + Uri.EscapeDataString(id);

    public static string Rollout(string id) => "/rollouts/" + Uri.EscapeDataString(id);

    public static string Endpoint(string name) => "/endpoints/" + Uri.EscapeDataString(name);

    public static string EndpointLineage(string name) => Endpoint(name) + "/lineage";

    /// <summary>The form that brings a version to an endpoint.</summary>
    public static string RolloutStart(string endpoint, string reference) => $"/rollouts/start?endpoint={Uri.EscapeDataString(endpoint)}&model={Uri.EscapeDataString(reference)}";

    public static string Watching(string endpoint) => "/watching/" + Uri.EscapeDataString(endpoint);

    /// <summary>The logged requests of an endpoint.</summary>
    public static string Log(string endpoint) => "/log?endpoint=" + Uri.EscapeDataString(endpoint);

    public static string LoggedRequest(string id) => "/log/" + Uri.EscapeDataString(id);

    /// <param name="reference">A dataset version as <c>name/version</c>.</param>
    public static string Dataset(string reference) => "/datasets/" + string.Join('/', reference.Split('/').Select(Uri.EscapeDataString));
}
