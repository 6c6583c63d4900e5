using Saker.Data;
using Saker.Learning.Trainers;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// The exponentiated-gradient reduction of Agarwal, Beygelzimer, Dudik, Langford and Wallach (2018): prices on the constraints grow by what is broken, and any
/// trainer that takes weights answers them with the classifier that is best at those prices. Of all its answers a linear program mixes the best few.
/// </summary>
public static class ExponentiatedGradient
{
    // The authors' learning rate, over the bound on the prices.
    private const double Rate = 2;

    // Of the error: closer to the best mixture is closer than the rows can tell.
    private const double MinGap = 0.0005;

    /// <summary>Fits until the mixture is as good as any, or the plan's fits are used up.</summary>
    /// <param name="plan">Constraint, slack and the most fits.</param>
    /// <param name="trainer">Takes weights of rows.</param>
    /// <param name="features">Prepared rows.</param>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="groups">The groups of the rows.</param>
    /// <param name="isTurned">Whether the negative label is the favourable one.</param>
    /// <param name="seed">Of every fit.</param>
    /// <param name="cancellationToken">Stops between fits, and within fits that honour it.</param>
    /// <exception cref="SakerException">The trainer takes no weights, or rows and groups do not fit.</exception>
    public static Reduction Fit(MitigationPlan plan, Trainer trainer, FeatureMatrix features, ReadOnlySpan<float> target, ProtectedGroups groups, bool isTurned, int seed, CancellationToken cancellationToken)
    {
        if (groups.Rows.Length != features.RowCount || target.Length != features.RowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There are {features.RowCount} rows, {target.Length} targets and {groups.Rows.Length} groups; all must be as many.", "target");
        var favourable = new float[target.Length];
        for (var row = 0; row < favourable.Length; row++)
            favourable[row] = isTurned ? 1 - target[row] : target[row];
        var moments = new ConstraintMoments(groups, favourable, plan.Constraint, plan.MinGroupSize);
        var bound = BoundOf(plan.Slack);
        List<FittedClassifier> members = [];
        List<double> errors = [];
        List<double[]> found = [];
        var exponents = new double[moments.Count];
        var prices = new double[moments.Count];
        var lower = double.NegativeInfinity;
        var gap = double.PositiveInfinity;
        for (var fit = 0; fit < plan.Iterations && gap > MinGap; fit++)
        {
            // The first answer is at no price: what the trainer does by itself.
            if (fit > 0)
                SetPrices(exponents, bound, prices);
            if (Answer(trainer, features, favourable, isTurned, moments, prices, seed, cancellationToken) is not { } answer)
                break;
            var said = Decide(answer, features, isTurned);
            members.Add(answer);
            errors.Add(ErrorOf(said, favourable));
            found.Add(moments.Of(said));
            if (moments.Count == 0)
                break;
            // No mixture can do better than the best answer at any prices; the one at hand is this much worse.
            var atPrices = errors[^1];
            for (var i = 0; i < prices.Length; i++)
            {
                atPrices += prices[i] * (found[^1][i] - plan.Slack / 2);
                exponents[i] += Rate / bound * (found[^1][i] - plan.Slack / 2);
            }
            lower = Math.Max(lower, atPrices);
            gap = MixtureProgram.Solve(errors, found, plan.Slack / 2, bound).Value - lower;
        }
        return new Reduction(members, errors, found, Math.Max(0, gap));
    }

    /// <summary>The largest sum of prices: breaking a constraint by its whole slack then costs about as much as every row said wrong.</summary>
    internal static double BoundOf(double slack) => 2 / slack;

    private static void SetPrices(double[] exponents, double bound, double[] prices)
    {
        // The largest exponent is taken out, so that none overflows.
        var largest = Math.Max(0, exponents.Max());
        var sum = Math.Exp(-largest) + exponents.Sum(exponent => Math.Exp(exponent - largest));
        for (var i = 0; i < prices.Length; i++)
            prices[i] = bound * Math.Exp(exponents[i] - largest) / sum;
    }

    // The classifier that is best at the prices: each row wants the label that costs less, and as much as the labels' costs differ.
    private static FittedClassifier? Answer(Trainer trainer, FeatureMatrix features, float[] favourable, bool isTurned, ConstraintMoments moments, double[] prices, int seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var costs = new double[favourable.Length];
        for (var row = 0; row < costs.Length; row++)
            costs[row] = 1 - 2 * favourable[row];
        moments.Price(prices, costs);
        var wanted = new float[costs.Length];
        var weights = new float[costs.Length];
        var positives = 0;
        for (var row = 0; row < costs.Length; row++)
        {
            wanted[row] = costs[row] < 0 != isTurned ? 1 : 0;
            weights[row] = (float)Math.Abs(costs[row]);
            positives += wanted[row] == 1f ? 1 : 0;
        }
        // At such prices one label for all would be best, and no trainer learns from one class.
        return positives == 0 || positives == wanted.Length ? null : trainer.Fit(features, wanted, weights, seed, cancellationToken);
    }

    private static float[] Decide(FittedClassifier classifier, FeatureMatrix features, bool isTurned)
    {
        var said = classifier.PredictProbability(features);
        for (var row = 0; row < said.Length; row++)
            said[row] = said[row] >= 0.5f != isTurned ? 1 : 0;
        return said;
    }

    private static double ErrorOf(float[] said, float[] favourable)
    {
        var wrong = 0;
        for (var row = 0; row < said.Length; row++)
            wrong += said[row] == favourable[row] ? 0 : 1;
        return (double)wrong / said.Length;
    }
}
