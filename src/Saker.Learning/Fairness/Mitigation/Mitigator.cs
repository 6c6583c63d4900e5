using Saker.Learning.Trainers;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>Takes unevenness out of a model by a plan, and tells what it costs.</summary>
public static class Mitigator
{
    // The reduction's classifiers decide at this probability.
    private const double Half = 0.5;

    private static readonly double[] s_strengths = [0.25, 0.5, 0.75];
    private static readonly double[] s_slacks = [0.2, 0.15, 0.1, 0.075, 0.05, 0.025, 0.01];

    /// <exception cref="Data.SakerException">The attribute is not in the rows, or the trainer takes no weights.</exception>
    public static MitigatedModel Apply(MitigationContext context, CancellationToken cancellationToken) => context.Plan.Method switch
    {
        MitigationMethod.Reweighing => Reweigh(context, cancellationToken),
        MitigationMethod.Thresholds => Threshold(context, cancellationToken),
        _ => Reduce(context, cancellationToken),
    };

    private static MitigatedModel Reweigh(MitigationContext context, CancellationToken cancellationToken)
    {
        var groups = ProtectedGroups.Of(context.TrainRows, context.Plan.Attribute);
        var price = new PriceTable(context);
        price.Add(null, Label(FitAt(0).PredictProbability(context.Test), context.Threshold));
        foreach (var strength in context.Plan.Curve ? s_strengths : [])
            price.Add(strength, Label(FitAt(strength).PredictProbability(context.Test), context.Threshold));
        var fitted = FitAt(1);
        price.Add(1, Label(fitted.PredictProbability(context.Test), context.Threshold), isTaken: true);
        return new MitigatedModel { Classifier = fitted, Threshold = context.Threshold, Price = price.Build(), Warnings = fitted.Warnings };

        FittedClassifier FitAt(double strength) => strength == 0
            ? FitPlain(context, cancellationToken)
            : context.Trainer.Fit(context.Train, context.TrainTarget, Reweighing.Weigh(groups.Rows, context.TrainTarget, strength), context.Seed, cancellationToken);
    }

    private static MitigatedModel Threshold(MitigationContext context, CancellationToken cancellationToken)
    {
        var fitted = FitPlain(context, cancellationToken);
        var probability = fitted.PredictProbability(context.Test);
        var groups = ProtectedGroups.Of(context.TestRows, context.Plan.Attribute);
        var price = new PriceTable(context);
        price.Add(null, Label(probability, context.Threshold));
        foreach (var slack in OtherSlacks(context.Plan))
            price.Add(slack, Choose(slack).Apply(groups, probability));
        var chosen = Choose(context.Plan.Slack);
        price.Add(context.Plan.Slack, chosen.Apply(groups, probability), isTaken: true);
        return new MitigatedModel { Classifier = fitted, Threshold = context.Threshold, Thresholds = chosen, Price = price.Build(), Warnings = [.. fitted.Warnings, .. Left(context, chosen)] };

        GroupThresholds Choose(double slack) =>
            GroupThresholdSearch.Choose(context.Plan with { Slack = slack }, context.TrainRows, context.TrainTarget, context.OutOfFold, context.Threshold, context.IsTurned);
    }

    private static MitigatedModel Reduce(MitigationContext context, CancellationToken cancellationToken)
    {
        var groups = ProtectedGroups.Of(context.TrainRows, context.Plan.Attribute);
        var found = ExponentiatedGradient.Fit(context.Plan, context.Trainer, context.Train, context.TrainTarget, groups, context.IsTurned, context.Seed, cancellationToken);
        var price = new PriceTable(context);
        price.Add(null, Label(FitPlain(context, cancellationToken).PredictProbability(context.Test), Half));
        foreach (var slack in OtherSlacks(context.Plan))
            price.Add(slack, Label(found.Mix(slack).PredictProbability(context.Test), Half));
        var mixture = found.Mix(context.Plan.Slack);
        price.Add(context.Plan.Slack, Label(mixture.PredictProbability(context.Test), Half), isTaken: true);
        return new MitigatedModel { Classifier = mixture, Threshold = Half, Price = price.Build(), Warnings = mixture.Warnings };
    }

    private static FittedClassifier FitPlain(MitigationContext context, CancellationToken cancellationToken) =>
        context.Trainer.Fit(context.Train, context.TrainTarget, context.Seed, cancellationToken);

    private static IEnumerable<double> OtherSlacks(MitigationPlan plan) => plan.Curve ? s_slacks.Where(slack => slack != plan.Slack) : [];

    private static float[] Label(float[] probability, double threshold) => [.. probability.Select(value => value >= threshold ? 1f : 0f)];

    private static IEnumerable<string> Left(MitigationContext context, GroupThresholds chosen)
    {
        var groups = ProtectedGroups.Of(context.TrainRows, context.Plan.Attribute);
        yield return "mitigate: each group has its own threshold; every score that needs labels is of those that are served.";
        foreach (var name in groups.Names.Where(name => !chosen.Thresholds.ContainsKey(name)))
            yield return $"mitigate: '{name}' of {groups.Attribute.Name} has fewer than {context.Plan.MinGroupSize} training rows and keeps the common threshold.";
    }
}
