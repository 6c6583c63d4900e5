using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;
using Saker.Dashboard.Settings;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Platform.Alerts;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Storage;

namespace Saker.Server.Hosting;

/// <summary>What the dashboard tells of the server: which options hold and where each is set. Nothing of it is a secret.</summary>
internal static class OptionsInForce
{
    public static ServerFacts Facts(IServiceProvider services, ServerOptions options, IPAddress address) => new()
    {
        FindGrpcPort = () => services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses ? new Uri(addresses.Last()).Port : null,
        StartedAt = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        Options = [.. Of(services, options, new ServerOptions { Home = HomeOptions.DefaultFolder }, options.IsAccessOn(address))],
        FindSoftware = () =>
        [
            new("Saker", typeof(OptionsInForce).Assembly.GetName().Version?.ToString(3) ?? "?"),
            new(".NET", RuntimeInformation.FrameworkDescription),
            // Asking makes the engine, which is done with options of ours by the first model.
            new("ONNX Runtime", OrtEnv.IsCreated ? OrtEnv.Instance().GetVersionString() : "begins with the first model"),
            new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}"),
            new("Processors", Number(Environment.ProcessorCount)),
        ],
    };

    private static IEnumerable<OptionInForce> Of(IServiceProvider services, ServerOptions options, ServerOptions standard, bool isAccessOn) =>
    [
        .. Access(options, isAccessOn), .. Backends(options), .. Requests(options, standard), .. Serving(options, standard), .. Judging(options, standard), .. Telling(options, standard), .. Kept(services, options, standard),
    ];

    private static IEnumerable<OptionInForce> Access(ServerOptions options, bool isAccessOn) =>
    [
        new("Access", "Callers must say who they are", YesNo(isAccessOn), YesNo(false), "--auth"),
        new("Access", "Listens on", options.Address, "127.0.0.1", "--address"),
        new("Access", "Known by the names", options.Hosts.Count == 0 ? "its own" : string.Join(", ", options.Hosts), "its own", "--host"),
        new("Access", "Address in notifications", options.PublicUrl?.ToString() ?? "none", "none", "--public-url"),
        new("Access", "Issuer of tokens", options.Oidc?.Issuer ?? "none", "none", "--oidc-issuer"),
        new("Access", "TLS", YesNo(options.Certificate is not null), YesNo(false), "--certificate"),
        new("Access", "A browser stays signed in for", DurationText.Write(new AccessOptions().SessionLength), DurationText.Write(new AccessOptions().SessionLength), null),
    ];

    private static IEnumerable<OptionInForce> Backends(ServerOptions options)
    {
        yield return new("Backends", "Home", options.Home, HomeOptions.DefaultFolder, IsFrom(HomeOptions.Variable, options.Home) ? HomeOptions.Variable : "--home", IsFrom(HomeOptions.Variable, options.Home));
        yield return Backend("Metadata", options.Backends.Database, "PostgreSQL", "SQLite in the home", BackendOptions.DatabaseVariable, "--database");
        yield return Backend("Artifacts and models", options.Backends.Artifacts, "an S3-compatible store", "a folder in the home", BackendOptions.ArtifactsVariable, "--artifacts");
        yield return Backend("Signing key", options.Backends.SigningKey, "a file elsewhere", "in the home", BackendOptions.SigningKeyVariable, "--signing-key");
    }

    // What names a backend may hold a password: only that it is named is told.
    private static OptionInForce Backend(string name, string? value, string elsewhere, string standard, string variable, string flag) =>
        new("Backends", name, value is null ? standard : elsewhere, standard, value is not null && IsFrom(variable, value) ? variable : flag, value is not null && IsFrom(variable, value));

    private static IEnumerable<OptionInForce> Requests(ServerOptions options, ServerOptions standard) =>
    [
        new("Requests", "Largest body", Bytes(options.MaxBodyBytes), Bytes(standard.MaxBodyBytes), "--max-body-bytes"),
        new("Requests", "Rows in one request", Number(options.MaxRows), Number(standard.MaxRows), "--max-rows"),
        new("Requests", "Errors told in one answer", Number(options.MaxErrors), Number(standard.MaxErrors), "--max-errors"),
        new("Requests", "Runs in one list", Number(options.MaxRuns), Number(standard.MaxRuns), null),
        new("Requests", "Pages that watch live", Number(options.MaxLiveStreams), Number(standard.MaxLiveStreams), "--max-live-streams"),
        new("Requests", "Pages that watch live with one key", Number(options.MaxLiveStreamsPerKey), Number(standard.MaxLiveStreamsPerKey), null),
        new("Requests", "Endpoint of MLflow's /invocations", options.ScoringEndpoint ?? "the only one there is", "the only one there is", "--scoring-endpoint"),
        new("Requests", "Time to finish when the server stops", DurationText.Write(options.MaxStopDelay), DurationText.Write(standard.MaxStopDelay), "--max-stop-delay"),
    ];

    private static IEnumerable<OptionInForce> Serving(ServerOptions options, ServerOptions standard) =>
    [
        new("Models in memory", "Memory of loaded versions", Bytes(options.Serving.MaxLoadedBytes), Bytes(standard.Serving.MaxLoadedBytes), "--max-loaded-bytes"),
        new("Models in memory", "Versions at the same time", Number(options.Serving.MaxLoadedVersions), Number(standard.Serving.MaxLoadedVersions), "--max-loaded-versions"),
        new("Models in memory", "Loads at the same time", Number(options.Serving.MaxConcurrentLoads), Number(standard.Serving.MaxConcurrentLoads), "--max-concurrent-loads"),
        new("Models in memory", "Runs of the example rows before traffic", Number(options.Serving.WarmUpRuns), Number(standard.Serving.WarmUpRuns), "--warm-up-runs"),
        new("Models in memory", "Time to try whether rows may share runs", DurationText.Write(options.Serving.BatchingTrialTimeout), DurationText.Write(standard.Serving.BatchingTrialTimeout), "--batching-trial-timeout"),
        new("Models in memory", "Row plans in place of the engine", options.Serving.UsesRowPlans ? "where they answer the same" : "never", "where they answer the same", "--no-row-plans"),
        new("Models in memory", "Failed runs in a row until degraded", Number(options.Serving.MaxFailedRuns), Number(standard.Serving.MaxFailedRuns), "--max-failed-runs"),
        new("Models in memory", "Largest file that is imported", Bytes(options.Serving.MaxImportBytes), Bytes(standard.Serving.MaxImportBytes), "--max-import-bytes"),
        new("Models in memory", "Largest answer", Bytes(options.Serving.MaxAnswerBytes), Bytes(standard.Serving.MaxAnswerBytes), "--max-answer-bytes"),
        new("Models in memory", "Managed heap that is collected at rest", Bytes(options.MaxRestHeapBytes), Bytes(standard.MaxRestHeapBytes), "--max-rest-heap-bytes"),
        new("Models in memory", "Computed on", options.Serving.Device, standard.Serving.Device, "--device"),
        new("Explanations", "Rows of a request", Number(options.Serving.Explaining.MaxRows), Number(standard.Serving.Explaining.MaxRows), "--max-explained-rows"),
        new("Explanations", "Time for one request", DurationText.Write(options.Serving.Explaining.Timeout), DurationText.Write(standard.Serving.Explaining.Timeout), "--explain-timeout"),
        new("Explanations", "Method", options.Serving.Explaining.Method.Word(), standard.Serving.Explaining.Method.Word(), "--explain-method"),
    ];

    private static IEnumerable<OptionInForce> Judging(ServerOptions options, ServerOptions standard) =>
    [
        new("Judgements", "Rows of a dataset", Number(options.Judging.MaxRows), Number(standard.Judging.MaxRows), "--max-judged-rows"),
        new("Judgements", "Time for one", DurationText.Write(options.Judging.Timeout), DurationText.Write(standard.Judging.Timeout), "--judge-timeout"),
        new("Judgements", "At the same time", Number(options.Judging.MaxConcurrent), Number(standard.Judging.MaxConcurrent), "--max-concurrent-judgements"),
    ];

    private static IEnumerable<OptionInForce> Telling(ServerOptions options, ServerOptions standard) =>
    [
        new("Watching and telemetry", "Requests are watched", YesNo(options.Watching.IsOn), YesNo(standard.Watching.IsOn), "--no-watching"),
        new("Watching and telemetry", "Memory for requests on their way to the log", Bytes(options.Watching.MaxBytes), Bytes(standard.Watching.MaxBytes), null),
        new("Watching and telemetry", "Collector", options.Telemetry.Otlp?.ToString() ?? "none", "none", "--otlp"),
        new("Watching and telemetry", "Share of requests that are traced", Share(options.Telemetry.TraceShare), Share(standard.Telemetry.TraceShare), "--trace-share"),
        new("Watching and telemetry", "Share of predictions with a line in the log", Share(options.Telemetry.LogRequests), Share(standard.Telemetry.LogRequests), "--log-requests"),
        new("Watching and telemetry", "Series of one metric", Number(options.Telemetry.MaxSeries), Number(standard.Telemetry.MaxSeries), "--max-metric-series"),
        new("Watching and telemetry", "Metrics without a key", YesNo(options.Telemetry.OpenMetrics), YesNo(standard.Telemetry.OpenMetrics), "--open-metrics"),
    ];

    private static IEnumerable<OptionInForce> Kept(IServiceProvider services, ServerOptions options, ServerOptions standard)
    {
        var (windows, usual) = (services.GetRequiredService<WindowOptions>(), new WindowOptions());
        var (alerts, jobs, log) = (services.GetRequiredService<AlertOptions>(), services.GetRequiredService<JobOptions>(), services.GetRequiredService<PredictionLogOptions>());
        return
        [
            new(OptionGroups.Retention, "Requests by the minute", DurationText.Write(windows.MinutesKept), DurationText.Write(usual.MinutesKept), null),
            new(OptionGroups.Retention, "Requests by the hour", DurationText.Write(windows.HoursKept), DurationText.Write(usual.HoursKept), null),
            new(OptionGroups.Retention, "Requests by the day", DurationText.Write(windows.DaysKept), DurationText.Write(usual.DaysKept), null),
            new(OptionGroups.Retention, "Alerts that are over", DurationText.Write(alerts.Retention), DurationText.Write(new AlertOptions().Retention), null),
            new(OptionGroups.Retention, "Notifications that cannot be delivered are tried for", DurationText.Write(alerts.MaxDeliveryAge), DurationText.Write(new AlertOptions().MaxDeliveryAge), null),
            new(OptionGroups.Retention, "Runs of a job", Number(jobs.MaxRunCount), Number(new JobOptions().MaxRunCount), null),
            new(OptionGroups.Retention, "Requests in a journal before it is sealed", DurationText.Write(log.SealAfter), DurationText.Write(new PredictionLogOptions().SealAfter), null),
            new(OptionGroups.Retention, "States of a version in memory", Number(options.Serving.MaxHistory), Number(standard.Serving.MaxHistory), null),
            new(OptionGroups.Retention, "Acts in the audit", "for good", "for good", null),
        ];
    }

    private static bool IsFrom(string variable, string value) => Environment.GetEnvironmentVariable(variable) == value;

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.##%", CultureInfo.InvariantCulture);

    private static string Bytes(long count) => count >= 1L << 30 ? (count / 1073741824.0).ToString("0.##", CultureInfo.InvariantCulture) + " GiB"
        : count >= 1L << 20 ? (count / 1048576.0).ToString("0.##", CultureInfo.InvariantCulture) + " MiB" : (count / 1024.0).ToString("0.##", CultureInfo.InvariantCulture) + " KiB";
}
