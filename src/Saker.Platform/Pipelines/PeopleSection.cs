using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Scores;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>fairness:</c>, <c>mitigate:</c> and <c>behaviour:</c>: what is asked of a model beside its scores.</summary>
internal static class PeopleSection
{
    public static FairnessPlan? ReadFairness(Settings file) => file.Has("fairness") ? FairnessSettings.Read(file.Section("fairness")) : null;

    public static MitigationPlan? ReadMitigation(Settings file) => file.Has("mitigate") ? MitigationSettings.Read(file.Section("mitigate")) : null;

    public static BehaviourSuite? ReadBehaviour(Settings file) => file.Has("behaviour") ? BehaviourSuiteFile.Read(file.Section("behaviour")) : null;

    /// <summary>What does not go together.</summary>
    public static IEnumerable<Problem> Check(Pipeline pipeline)
    {
        if (pipeline.Mitigation is { Method: not MitigationMethod.Reweighing } && pipeline.Threshold.ToString() != ThresholdPolicy.Default.ToString())
            yield return new Problem("threshold", "this mitigation decides from which probability a row is positive; leave 'threshold' out, or use 'method: reweighing'.");
        if (pipeline is { Mitigation: not null, Calibration: not null })
            yield return new Problem("calibrate", "calibration would move the probabilities that the mitigation has decided on, or weighed; leave 'calibrate' or 'mitigate' out.");
    }
}
