using System.Security.Cryptography;
using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>The gates that a model must pass, see <see cref="GateSuiteText"/> for how they are written.</summary>
public sealed record GateSuite
{
    internal GateSuite(IReadOnlyList<Gate> gates, IReadOnlyDictionary<string, object?>? blocks = null) => (Gates, Blocks) = (gates, blocks ?? new Dictionary<string, object?>());

    /// <summary>The blocks of the file that it was read from: <c>gates</c>, and those that it means.</summary>
    internal IReadOnlyDictionary<string, object?> Blocks { get; }

    internal IReadOnlyList<Gate> Gates { get; }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. Gates.Select(gate => gate.Name)];

    /// <summary>SHA-256 of what is asked, 64 hexadecimal digits: equal for gates that ask the same, in whatever order and words.</summary>
    public string Hash
    {
        get
        {
            var lines = Gates.Select(gate => $"{gate.Name} {gate.Terms}").Order(StringComparer.Ordinal);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }
    }

    /// <summary>What is wrong with asking this of such rows: columns and groups that are not there.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">The target column.</param>
    /// <param name="labels">The classes; null where they are not known, since the target is not right.</param>
    public IReadOnlyList<Problem> Check(Table rows, string target, ClassLabels? labels)
    {
        var problems = new List<Problem>();
        foreach (var gate in Gates)
            gate.Check(rows, target, labels, problems);
        return [.. problems.Distinct()];
    }

    /// <exception cref="SakerException">Something is wrong with asking this of such rows; all of it is told.</exception>
    public void RequireAskable(LabelledRows rows)
    {
        if (Check(rows.Rows, rows.TargetColumn, rows.Labels) is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, "The gates ask of the data what is not there:", problems);
    }

    /// <summary>Runs every gate, also behind one that failed.</summary>
    public async Task<GateReport> JudgeAsync(GateEvidence evidence, TimeProvider time, CancellationToken cancellationToken)
    {
        var results = new List<GateResult>(Gates.Count);
        foreach (var gate in Gates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                results.Add(await gate.JudgeAsync(evidence, cancellationToken));
            }
            catch (Exception exception) when (exception is SakerException or Onnx.OnnxException)
            {
                results.Add(new GateResult { Name = gate.Name, Asked = gate.Asked, Outcome = GateOutcome.NotMeasurable, Finding = exception.Message });
            }
        }
        return new GateReport
        {
            Candidate = evidence.Candidate.Reference,
            Hash = evidence.Candidate.Hash,
            Data = evidence.Data,
            RowCount = evidence.Rows.RowCount,
            Target = evidence.Rows.TargetColumn,
            Positive = evidence.Rows.Task == ScoreTask.Binary ? evidence.Rows.Labels.Positive : null,
            Dataset = evidence.Dataset,
            JudgedAt = time.GetUtcNow(),
            Suite = Hash,
            Notes = evidence.Notes,
            Gates = results,
        };
    }
}
