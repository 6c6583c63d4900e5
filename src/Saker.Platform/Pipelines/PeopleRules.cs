using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Preparation;

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
        var labels = new ClassLabels(target.Negative, target.Positive);
        var problems = new List<Problem>(PeopleSection.Check(pipeline));
        if (pipeline.Fairness is { } plan)
            problems.AddRange(FairnessCheck.Check(plan, rows, labels, "fairness", pipeline.Target.Column));
        if (pipeline.Mitigation is { } mitigation)
            problems.AddRange(FairnessCheck.Check(mitigation.Attribute, rows, FairnessPlan.DefaultMaxGroups, "mitigate.protected[0]", pipeline.Target.Column));
        if (pipeline.Behaviour is { } suite && preparation is not null)
            problems.AddRange(BehaviourRunner.Check(suite, SignatureBuilder.From(learnt, preparation.InputColumns.Select(column => column.Name), labels), "behaviour"));
        return problems.Count == 0 ? pipeline : throw new SakerException(ErrorKind.InvalidInput, "The data do not have what is asked about:", problems);
    }
}
