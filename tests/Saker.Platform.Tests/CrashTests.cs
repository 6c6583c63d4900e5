using Microsoft.Extensions.DependencyInjection;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests;

/// <summary>A process that registers models and logs runs is killed at random moments; what it acknowledged must be there, and nothing half-done.</summary>
public sealed class CrashTests
{
    private const int KillCount = 24;
    private const int Seed = 20260102;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half_done()
    {
        await using var backend = new EmbeddedBackend();
        var random = new Random(Seed);
        var expected = new Acknowledged();
        for (var kill = 0; kill < KillCount; kill++)
        {
            using var victim = new VictimProcess(backend.Folder, "registered", kill);
            // Every sixth dies while it starts: half-way through migrations, the first time.
            if (kill % 6 != 0)
                await victim.UnderWay;
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * (kill % 6 == 0 ? 400 : 120)), Cancellation);
            expected.Add(await victim.KillAsync(Cancellation));

            var saker = await backend.OpenAsync();
            await VerifyModelsAsync(saker, expected);
            await VerifyRunsAsync(saker, expected);
            VerifyFolders(saker, expected);
            await backend.CloseAsync(saker);
        }
        Assert.True(expected.Hashes.Count > KillCount, $"Only {expected.Hashes.Count} registrations were acknowledged.");
        Assert.True(expected.Steps.Values.Sum() > KillCount, $"Only {expected.Steps.Values.Sum()} logged steps were acknowledged.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{KillCount} kills, {expected.Hashes.Count} registrations, {expected.Steps.Count} runs, {expected.Steps.Values.Sum()} steps acknowledged; {expected.Verified.Count} versions verified");
    }

    private static async Task VerifyModelsAsync(SakerPlatform saker, Acknowledged expected)
    {
        if (await saker.Registry.FindAsync("churn", Cancellation) is not { } churn)
        {
            Assert.Empty(expected.Hashes);
            return;
        }
        Assert.Equal(Enumerable.Range(1, churn.Versions.Count), churn.Versions.Select(version => version.Version).Reverse());
        Assert.Equal(churn.Versions.Count, churn.Aliases["champion"]);
        Assert.Equal(churn.Versions.Count, (await saker.Registry.ListAliasMovesAsync("churn", Cancellation)).Count);
        var hashes = churn.Versions.ToDictionary(version => version.Version, version => version.Hash);
        Assert.All(expected.Hashes, acknowledged => Assert.Equal(acknowledged.Value, hashes[acknowledged.Key]));
        foreach (var version in churn.Versions.Where(version => expected.Verified.Add(version.Version)))
            await VerifyFilesAsync(saker, version);
    }

    private static async Task VerifyFilesAsync(SakerPlatform saker, ModelVersion version)
    {
        await saker.Services.GetRequiredService<ModelFolders>().VerifyAsync(version, Cancellation);
        using var session = new OnnxSession(await File.ReadAllBytesAsync(Path.Combine(version.Folder!, "model.onnx"), Cancellation));
        var outputs = session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new[] { 1f, 2f }, 2, 1) });
        Assert.Equal(2, outputs[0].Span<float>().Length);
    }

    private static async Task VerifyRunsAsync(SakerPlatform saker, Acknowledged expected)
    {
        var runs = (await saker.Experiments.ListRunsAsync(null, int.MaxValue, Cancellation)).ToDictionary(run => run.Id.Value);
        Assert.All(expected.Steps, started => Assert.True(runs.ContainsKey(started.Key), $"Run {started.Key} is lost."));
        Assert.All(expected.Ended, ended => Assert.Equal(RunStatus.Finished, runs[ended].Status));
        foreach (var run in runs.Values)
        {
            Assert.True(run.Status is RunStatus.Finished or RunStatus.Killed, $"Run {run.Id} is {run.Status}.");
            Assert.NotNull(run.EndedAt);
            // The step and its parameter were logged together: both are there or neither is.
            Assert.Equal(run.Parameters.Count, (int)Math.Round(run.Metrics.TryGetValue("loss", out var loss) ? 1 / loss : 0));
            Assert.True(run.Parameters.Count >= expected.Steps.GetValueOrDefault(run.Id.Value), $"Run {run.Id} lost steps.");
        }
        foreach (var run in runs.Keys.Where(run => expected.Checked.Add(run)))
        {
            var history = await saker.Experiments.GetHistoryAsync(new RunId(run), "loss", Cancellation);
            Assert.Equal(Enumerable.Range(1, history.Count).Select(step => (long)step), history.Select(metric => metric.Step));
        }
    }

    private static void VerifyFolders(SakerPlatform saker, Acknowledged expected)
    {
        Assert.Equal(expected.Verified.Count, Directory.GetDirectories(saker.Home.Models).Length);
        Assert.DoesNotContain(Directory.GetDirectories(saker.Home.Models), folder => Path.GetFileName(folder).StartsWith('.'));
        Assert.Single(Directory.GetFiles(saker.Home.Locks, "*.lock"));
    }

    /// <summary>What all victims said that is durable.</summary>
    private sealed class Acknowledged
    {
        public Dictionary<int, string> Hashes { get; } = [];

        /// <summary>The last step logged to each run.</summary>
        public Dictionary<string, int> Steps { get; } = [];

        public HashSet<string> Ended { get; } = [];

        /// <summary>Versions whose files were verified; they are immutable.</summary>
        public HashSet<int> Verified { get; } = [];

        /// <summary>Runs whose history was verified.</summary>
        public HashSet<string> Checked { get; } = [];

        public void Add(IReadOnlyList<string> lines)
        {
            foreach (var words in lines.Select(line => line.Split(' ')))
            {
                switch (words[0])
                {
                    case "registered": Hashes.Add(int.Parse(words[1]), words[2]); break;
                    case "started": Steps.Add(words[1], 0); break;
                    case "logged": Steps[words[1]] = int.Parse(words[2]); break;
                    case "ended": Ended.Add(words[1]); break;
                    case "ready": break;
                    default: throw new InvalidOperationException($"The victim said '{string.Join(' ', words)}'.");
                }
            }
        }
    }
}
