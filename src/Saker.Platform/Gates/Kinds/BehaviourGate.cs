using System.Globalization;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Learning.Behaviour;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates.Kinds;

/// <summary>All behaviour tests of a suite.</summary>
internal sealed record BehaviourGate(BehaviourSuite Suite) : Gate
{
    public override string Name => "behaviour";

    public override bool Judges(ScoreTask task) => true;

    public override string Asked => Suite.Tests.Count == 1 ? "the behaviour test holds" : $"all {Suite.Tests.Count} behaviour tests hold";

    // As it would stand in a model folder: what reads the same asks the same.
    public override string Terms => BehaviourSuiteFile.Write(Suite).ReplaceLineEndings(";");

    public override void Check(Table rows, string target, ClassLabels? labels, ICollection<Problem> problems)
    {
        for (var i = 0; i < Suite.Tests.Count; i++)
        {
            foreach (var column in Suite.Tests[i].Columns.Where(column => rows.Find(column) is null))
                problems.Add(new Problem($"gates.behaviour.tests[{i}]", $"there is no column '{column}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}."));
        }
    }

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var subject = new BehaviourSubject { Model = evidence.Candidate.Model, Rows = evidence.Rows.Rows, Profile = evidence.Candidate.Profile };
        var report = await BehaviourRunner.RunAsync(Suite, subject, evidence.Time, cancellationToken);
        List<GatePart> parts = [.. report.Results
            .Select(result => new GatePart(result.Name, Outcome(result), result.Worst, Interval.Unknown, result.CaseCount))
            .OrderBy(part => part.Outcome switch { GateOutcome.Failed => 0, GateOutcome.NotMeasurable => 1, _ => 2 })];
        var broken = report.Results.Where(result => result.Outcome == BehaviourOutcome.Failed).ToList();
        var silent = report.Results.Where(result => Outcome(result) == GateOutcome.NotMeasurable).ToList();
        if (broken.Count == 0 && silent.Count > 0)
            return Result(GateOutcome.NotMeasurable, string.Create(CultureInfo.InvariantCulture, $"{silent.Count} of {report.Results.Count} tests asked nothing of these rows, such as {silent[0].Name}{(silent[0].Observed is { } why ? $": {why}" : "")}"), parts: parts);
        if (broken.Count == 0)
            return Result(GateOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"{report.Results.Count} tests hold on {report.RealRowCount} real and {report.MadeRowCount} made rows"), parts: parts);
        var first = broken[0];
        var example = first.Examples.Count > 0 ? $"; {first.Examples[0]}" : first.Observed is { } observed ? $"; {observed}" : "";
        return Result(GateOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"{broken.Count} of {report.Results.Count} tests do not hold, such as {first.Name}: broken in {first.FailureCount} of {first.CaseCount} cases{example}"), parts: parts);
    }

    /// <summary>A test without a case asked nothing, so nothing is known by it. One that only warns keeps nobody away.</summary>
    private static GateOutcome Outcome(BehaviourResult result) => result.Outcome == BehaviourOutcome.Failed ? GateOutcome.Failed
        : result is { CaseCount: 0, Severity: Severity.Fail } ? GateOutcome.NotMeasurable
        : GateOutcome.Passed;
}
