using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Pipelines;
using Saker.Platform.Retraining;
using Saker.Platform.Tests.Pipelines;
using Saker.Testing;

namespace Saker.Platform.Tests.Retraining;

/// <summary>An endpoint whose model a small pipeline trained, followed by the champion, in a home that can be closed and opened again.</summary>
internal sealed class ToyRetraining : IAsyncDisposable
{
    private readonly EmbeddedBackend _backend = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-retraining-").FullName;

    /// <summary>Where the pipeline's file and rows are.</summary>
    public string SourceFolder => _folder;

    public ManualTime Time { get; } = new();

    public SettableSignals Signals { get; } = new();

    public RetrainingOptions Options { get; private init; } = new();

    public SakerPlatform Saker { get; private set; } = null!;

    /// <summary>Trains and deploys the first version.</summary>
    /// <param name="gates">The pipeline's gates, in braces; none when null.</param>
    /// <param name="retrain">The policy in the pipeline file; none when null.</param>
    /// <param name="options">The limits; those of Saker when null.</param>
    /// <param name="privacy">What becomes of columns about people, the id among them, in braces; nothing when null.</param>
    public static async Task<ToyRetraining> CreateAsync(string? gates = null, string? retrain = null, RetrainingOptions? options = null, string? privacy = null)
    {
        var toy = new ToyRetraining { Options = options ?? new RetrainingOptions() };
        toy.WriteRows(400, 1);
        toy.Saker = await toy.OpenAsync();
        var file = Path.Combine(toy._folder, "toy.yaml");
        await File.WriteAllTextAsync(file, Yaml(gates, retrain, privacy), Cancellation);
        await toy.Saker.Pipelines.RunAsync(await PipelineFile.LoadAsync(file, Cancellation), null, Cancellation);
        await toy.Saker.Endpoints.FollowAsync("toy", "toy", "champion", Cancellation);
        toy.Time.Advance(TimeSpan.FromMinutes(1));
        return toy;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Puts other rows where the pipeline's source is.</summary>
    public void WriteRows(int rows, int seed) => ToyPipeline.WriteData(_folder, rows, seed);

    /// <summary>Opens the same home once more, as another process.</summary>
    public Task<SakerPlatform> OpenAsync() => _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(Time).AddSingleton<ISignalSource>(Signals).AddSingleton(Options));

    /// <summary>Closes the home and opens it again.</summary>
    public async Task RestartAsync()
    {
        await _backend.CloseAsync(Saker);
        Saker = await OpenAsync();
    }

    /// <summary>Lets the retraining of a server run once, as soon as it is due.</summary>
    public async Task TickAsync(SakerPlatform? saker = null)
    {
        Time.Advance(new RetrainingOptions().Interval);
        var services = (saker ?? Saker).Services;
        var runner = new JobRunner(
            services.GetServices<IRecurringJob>().OfType<RetrainingJob>(), services.GetRequiredService<SqlJobStore>(), services.GetRequiredService<LeaseKeeper>(), services.GetRequiredService<JobOptions>(), Time,
            services.GetRequiredService<ILogger<JobRunner>>());
        await Task.WhenAll(await runner.TickAsync(Cancellation));
        await Task.WhenAll(await services.GetRequiredService<AttemptLoop>().LookAsync(Cancellation));
        Assert.DoesNotContain(await Saker.Jobs.ListAsync(Cancellation), job => job is { Name: "retraining", LastRun.Outcome: JobOutcome.Failed or JobOutcome.Lost });
    }

    public async Task<IReadOnlyList<RetrainingAttempt>> AttemptsAsync() => (await Saker.Retraining.GetAsync("toy", 100, Cancellation)).Attempts;

    public void Signal(string name, double value, bool? verdict = null, string label = "") => Signals.Signals.Add(new Signal
    {
        Name = name,
        Endpoint = "toy",
        Version = 1,
        Label = label,
        Value = value,
        Verdict = verdict,
        At = Time.GetUtcNow(),
        Context = new SignalContext { Summary = "age moved.", MovedColumns = [new MovedColumn("age", "psi", 0.4)], RequestIds = ["r1"] },
    });

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Yaml(string? gates, string? retrain, string? privacy) =>
        $$"""
        pipeline: toy
        source: {csv: customers.csv}
        target: {column: left, positive: "yes"}
        {{(privacy is null ? "" : $"privacy: {privacy}\nchecks: [{{check: matches, column: id, pattern: 'c[0-9]+'}}, {{check: unique, column: id}}]")}}
        prepare:
          {{(privacy is null ? "- {transform: drop, columns: [id]}" : "")}}
          - {transform: impute, columns: numbers, with: median}
          - {transform: scale, columns: numbers, with: standard}
          - {transform: one_hot, columns: text}
        candidates: [{trainer: logistic_regression}]
        select: {folds: 3}
        {{(gates is null ? "" : $"gates: {gates}")}}
        register: {model: toy, alias: champion}
        deploy:
          endpoint: toy
        {{(retrain is null ? "" : $"  retrain: {retrain}")}}
        """;
}
