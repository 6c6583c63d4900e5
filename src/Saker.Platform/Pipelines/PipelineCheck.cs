using Saker.Data;
using Saker.Data.Checks;
using Saker.Learning.Preparation;

namespace Saker.Platform.Pipelines;

/// <summary>Tells whether a pipeline can run on its data, without storing or training anything.</summary>
public static class PipelineCheck
{
    private const string PrivacyRule = "privacy";
    private const string TargetRule = "target";
    private const string PreparationRule = "prepare";
    private const string LeakageRule = "leakage";

    /// <summary>As the other, where no datasets are known that checks could name.</summary>
    /// <exception cref="SakerException">The data cannot be read.</exception>
    public static Task<CheckReport> RunAsync(Pipeline pipeline, CancellationToken cancellationToken) => RunAsync(pipeline, new CheckOptions(), cancellationToken);

    /// <summary>Runs the pipeline's checks, then tries its target, its split and its preparation and screens for leaks; all of them are results of the report.</summary>
    /// <exception cref="SakerException">The data cannot be read.</exception>
    public static async Task<CheckReport> RunAsync(Pipeline pipeline, CheckOptions options, CancellationToken cancellationToken)
    {
        var report = await CheckRunner.RunAsync(pipeline.Source, pipeline.Checks, options, cancellationToken);
        // Without the declared columns and types there are no rows to try the rest on.
        if (report.Results.Any(result => result is { Name: "schema" or "type", Outcome: CheckOutcome.Failed }))
            return report;
        var rows = await pipeline.Source.ReadAllAsync(cancellationToken);
        if (pipeline.Privacy is { } privacy)
        {
            var protectedRows = rows;
            var result = await TryAsync(PrivacyRule, "what is protected is there, and so are the keys for it", async () => protectedRows = await privacy.ApplyAsync(rows, options.Time, cancellationToken));
            report = report with { Results = [.. report.Results, result] };
            if (result.Outcome == CheckOutcome.Failed)
                return report;
            rows = protectedRows;
        }
        TargetValues? target = null;
        FittedPreparation? prepared = null;
        var targetResult = Try(TargetRule, pipeline.Target.Asked, () => target = DataProblems.RequireTarget(pipeline, rows));
        var prepareResult = target is { } known
            ? Try(PreparationRule, "the split and the preparation fit the rows", () => prepared = Rehearsal.Run(pipeline, rows, known, cancellationToken))
            : null;
        var leakageResult = prepared is { } fitted && pipeline.Leakage.Action != LeakageAction.Off ? Screen(pipeline, rows, target!, fitted, cancellationToken) : null;
        return report with { Results = [.. report.Results, .. new[] { targetResult, prepareResult, leakageResult }.OfType<CheckResult>()] };
    }

    private static CheckResult Screen(Pipeline pipeline, Table rows, TargetValues target, FittedPreparation prepared, CancellationToken cancellationToken)
    {
        var report = LeakageStage.Screen(pipeline, rows, target, prepared, RowSplits.HoldOut(pipeline.Split, rows, target), cancellationToken);
        var isFailure = pipeline.Leakage.Action == LeakageAction.Fail;
        return new CheckResult
        {
            Name = LeakageRule,
            Severity = isFailure ? Severity.Fail : Severity.Warn,
            Description = "nothing that the model sees gives the target away",
            Outcome = report.Findings.Count == 0 ? CheckOutcome.Passed : isFailure ? CheckOutcome.Failed : CheckOutcome.Warned,
            ViolationCount = report.Findings.Count,
            Violations = [.. LeakageStage.Problems(report).Select(problem => new Violation { Rule = LeakageRule, Complaint = problem.Message })],
        };
    }

    private static CheckResult Try(string rule, string description, Action body)
    {
        // What it waits for is done already.
        return TryAsync(rule, description, () =>
        {
            body();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    private static async Task<CheckResult> TryAsync(string rule, string description, Func<Task> body)
    {
        IReadOnlyList<Violation> violations = [];
        try
        {
            await body();
        }
        catch (SakerException exception)
        {
            IReadOnlyList<Problem> problems = exception.Problems.Count > 0 ? exception.Problems : [new Problem(exception.Field ?? rule, exception.Message)];
            violations = [.. problems.Select(problem => new Violation { Row = problem.Row, Rule = rule, Complaint = exception.Problems.Count > 0 ? $"{problem.Field}: {problem.Message}" : problem.Message })];
        }
        return new CheckResult
        {
            Name = rule,
            Severity = Severity.Fail,
            Description = description,
            Outcome = violations.Count == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
            ViolationCount = violations.Count,
            Violations = violations,
        };
    }
}
