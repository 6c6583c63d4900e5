using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Monitoring.Log;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring;

/// <summary>The rules of privacy hold for all that watching makes of requests.</summary>
public sealed class RedactionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData(null, null)]
    [InlineData("drop", "keep")]
    [InlineData("hash", "keep")]
    [InlineData(null, "drop")]
    public async Task What_is_redacted_is_in_no_file_and_no_report(string? rule, string? others)
    {
        var saker = await OpenAsync(rule, others);
        var sinks = saker.Services.GetServices<ICaptureSink>().ToList();
        Assert.Equal(2, sinks.Count);
        foreach (var sink in sinks)
        {
            await sink.TakeAsync(Block(), Cancellation);
            await sink.FlushAsync(Cancellation);
        }
        _time.Advance(TimeSpan.FromMinutes(2));

        var report = await saker.Services.GetRequiredService<DriftEvaluator>().EvaluateAsync(new DriftInquiry { Endpoint = "live", From = Start, To = Start.AddMinutes(1) }, Cancellation);
        var window = (await saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;

        var isOpen = (rule ?? others) is null;
        var told = DriftJson.Write(report);
        Assert.Equal(isOpen, told.Contains("mallory", StringComparison.Ordinal));
        // Nor what training had of it.
        Assert.Equal(isOpen, told.Contains("pupil", StringComparison.Ordinal));
        Assert.Equal(isOpen, Encoding.UTF8.GetString(window.Inputs!.ToBytes()).Contains("mallory", StringComparison.Ordinal));
        await _backend.CloseAsync(saker);
        Assert.Equal(isOpen, FilesWith("mallory").Length > 0);
        // What is kept is compared all the same.
        Assert.Equal("tenure", Assert.Single(report.Moved, column => column.Column == "tenure").Column);
    }

    private string[] FilesWith(string text) =>
        [.. Directory.EnumerateFiles(_backend.Folder, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];

    private async Task<SakerPlatform> OpenAsync(string? rule, string? others)
    {
        var saker = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));
        using var source = new ModelSource();
        source.Write("profile.json", Profile.Of(Rows(1_000, tenure: 0, "pupil")).ToJson());
        await saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
        if ((rule ?? others) is null)
            return saker;
        var columns = new Dictionary<string, object?> { ["tenure"] = "keep" };
        if (rule is not null)
            columns["email"] = rule;
        await saker.Monitors.ChangeAsync("live", settings => settings with { Log = settings.Log with { Redact = new Dictionary<string, object?> { ["columns"] = columns, ["others"] = others } } }, Cancellation);
        return saker;
    }

    private static CapturedBlock Block() => Captured.Of("live", [Captured.Request("r", Start, 0, 1_000)], [.. Enumerable.Range(0, 1_000)]) with
    {
        Inputs = Rows(1_000, tenure: 500, "mallory"),
        Outputs = new Table([Column.OfText("email", [.. Enumerable.Range(0, 1_000).Select(row => $"mallory{row % 9}@example.org")])]),
    };

    private static Table Rows(int count, int tenure, string name) => new(
    [
        Column.OfNumbers("tenure", [.. Enumerable.Range(tenure, count).Select(row => (double)row)]),
        Column.OfText("email", [.. Enumerable.Range(0, count).Select(row => $"{name}{row % 9}@example.org")]),
    ]);
}
