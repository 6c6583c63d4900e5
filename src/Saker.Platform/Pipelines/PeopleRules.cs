using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Platform.Gates.Kinds;

namespace Saker.Platform.Pipelines;

/// <summary>Whether the data have what fairness, mitigation and behaviour tests ask about, before anything is trained.</summary>
internal static class PeopleRules
{
    /// <param name="pipeline">What asks.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="learnt">The training part.</param>
    /// <param name="target">The target of all rows.</param>
    /// <param name="preparation">Fitted on the training part; null where it does not fit, and then nothing is known of the inputs.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="SakerException">Something is not there; all problems at once.</exception>
    public static Pipeline Require(Pipeline pipeline, Table rows, Table learnt, TargetValues target, FittedPreparation? preparation)
    {
        var problems = new List<Problem>(PeopleSection.Check(pipeline));
        if (pipeline.Fairness is { } plan && target.Labels is { } labels)
            problems.AddRange(FairnessCheck.Check(plan, rows, labels, "fairness", pipeline.Target.Column));
        if (pipeline.Mitigation is { } mitigation)
            problems.AddRange(FairnessCheck.Check(mitigation.Attribute, rows, FairnessPlan.DefaultMaxGroups, "mitigate.protected[0]", pipeline.Target.Column));
        if (preparation is not null)
            problems.AddRange(CheckBehaviour(pipeline, FinalSignature.Of(target, learnt, preparation.InputColumns.Select(column => column.Name))));
        return problems.Count == 0 ? pipeline : throw new SakerException(ErrorKind.InvalidInput, "The data do not have what is asked about:", problems);
    }

    /// <summary>Gates have tests of their own, or those of the file, which are told once.</summary>
    private static IEnumerable<Problem> CheckBehaviour(Pipeline pipeline, Signature signature)
    {
        var own = pipeline.Behaviour is { } suite ? BehaviourRunner.Check(suite, signature, "behaviour") : [];
        var gated = pipeline.Gates?.Gates.OfType<BehaviourGate>().SelectMany(gate => BehaviourRunner.Check(gate.Suite, signature, "gates.behaviour")) ?? [];
        return own.Concat(gated.Where(problem => !own.Any(other => other.Message == problem.Message)));
    }
}
