using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Platform.Gates;
using Saker.Platform.Pipelines;
using Saker.Platform.Tests.Pipelines;

namespace Saker.Platform.Tests.Gates;

/// <summary>A toy model that was trained and not registered, and rows that it has not seen.</summary>
internal sealed class JudgedModel : IDisposable
{
    private JudgedModel(GateCandidate candidate, LabelledRows rows) => (Candidate, Rows) = (candidate, rows);

    public GateCandidate Candidate { get; }

    public LabelledRows Rows { get; }

    /// <summary>What the toy is trained by; quick.</summary>
    public static Pipeline Pipeline(string csv) => ToyPipeline.Over(csv) with
    {
        Candidates = [new LogisticRegression()],
        Select = new SelectSettings { FoldCount = 2 },
        Register = null,
        Endpoint = null,
    };

    public static async Task<JudgedModel> TrainAsync(SakerPlatform saker, string folder, CancellationToken cancellationToken, Func<Pipeline, Pipeline>? change = null)
    {
        var pipeline = Pipeline(ToyPipeline.WriteData(folder));
        var result = await saker.Pipelines.RunAsync((change ?? (same => same))(pipeline), null, cancellationToken);
        var candidate = await saker.GateCandidates.OpenRunAsync(result.Run, "model", cancellationToken);
        return new JudgedModel(candidate, await ReadAsync(folder, cancellationToken));
    }

    /// <summary>Other made-up customers than those of the training.</summary>
    public static async Task<LabelledRows> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var others = Directory.CreateDirectory(Path.Combine(folder, "others")).FullName;
        var table = await new CsvSource { Path = ToyPipeline.WriteData(others, rows: 600, seed: 2) }.ReadAllAsync(cancellationToken);
        return LabelledRows.Read(table, "left", "yes");
    }

    public GateEvidence Evidence(TimeProvider? time = null, Func<string, GateCandidate?>? champion = null) => new()
    {
        Candidate = Candidate,
        Rows = Rows,
        Data = "made-up customers",
        Time = time ?? TimeProvider.System,
        FindChampionAsync = (alias, _) => Task.FromResult(champion?.Invoke(alias)),
    };

    public Task<GateReport> JudgeAsync(string gates, CancellationToken cancellationToken, TimeProvider? time = null, Func<string, GateCandidate?>? champion = null) =>
        GateFile.Parse(gates).Suite.JudgeAsync(Evidence(time, champion), TimeProvider.System, cancellationToken);

    public void Dispose() => Candidate.Dispose();
}
