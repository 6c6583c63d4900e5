using Saker.Data.Checks;

namespace Saker.Learning.Behaviour.Running;

/// <summary>What a test found, before it is judged.</summary>
internal sealed record BehaviourFinding
{
    public required int CaseCount { get; init; }

    public int FailureCount { get; init; }

    public double Worst { get; init; }

    public string? Observed { get; init; }

    public IReadOnlyList<CounterExample> Examples { get; init; } = [];

    public BehaviourResult ToResult(BehaviourTest test, string name) => new()
    {
        Name = name,
        Test = test.Kind,
        Description = test.Description,
        Severity = test.Severity,
        Outcome = FailureCount <= test.Allowed * CaseCount ? BehaviourOutcome.Passed : test.Severity == Severity.Fail ? BehaviourOutcome.Failed : BehaviourOutcome.Warned,
        CaseCount = CaseCount,
        FailureCount = FailureCount,
        Allowed = test.Allowed,
        Worst = Worst,
        Observed = Observed,
        Examples = Examples,
    };
}
