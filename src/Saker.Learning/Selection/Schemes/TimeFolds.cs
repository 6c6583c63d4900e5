using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>
/// Folds in the order of time, as in forecasting with a rolling origin (Tashman 2000): rows are cut into one block more than folds, of about as many
/// rows each; every fold predicts one block, from the second on, and learns from what is earlier, all of it (expanding) or its latest
/// part (rolling). Rows of one moment stay together.
/// </summary>
public static class TimeFolds
{
    /// <param name="times">The time of each row, in any order.</param>
    /// <param name="settings">How many folds, gap and window.</param>
    /// <exception cref="SakerException">A setting is out of range, there are too few different times, or the gap leaves a fold nothing to learn from.</exception>
    public static IReadOnlyList<Fold> Create(RowTimes times, TimeFoldSettings settings)
    {
        DealtFolds.RequireCount(settings.FoldCount);
        var (gap, window) = (settings.Gap.In(times, "gap"), settings.Window.In(times, "window"));
        var order = new TimeOrder(times);
        if (order.MomentCount <= settings.FoldCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{settings.FoldCount} folds over time need at least {settings.FoldCount + 1} different times to learn from; column '{times.Column}' has {order.MomentCount} there. Use fewer folds.", "folds");
        double[] wished = [.. Enumerable.Range(1, settings.FoldCount).Select(block => (double)block * order.RowCount / (settings.FoldCount + 1))];
        var cuts = order.Cuts(settings.FoldCount, wished);
        var folds = new Fold[settings.FoldCount];
        for (var i = 0; i < folds.Length; i++)
        {
            var end = order.Before(cuts[i], gap);
            if (end == 0)
                throw new SakerException(ErrorKind.InvalidInput, $"Fold {i + 1} predicts from {times.Describe(order.TimeAt(cuts[i]))} on; the gap of {settings.Gap} leaves it no row to learn from. Use a shorter gap or fewer folds.", "gap");
            var start = !settings.IsRolling ? 0 : settings.Window.IsNone ? order.MomentStart(Math.Max(0, end - cuts[0])) : order.WindowStart(end, window);
            folds[i] = new Fold
            {
                Index = i,
                Train = order.Rows(start, end),
                Validation = order.Rows(cuts[i], i + 1 < folds.Length ? cuts[i + 1] : order.RowCount),
            };
        }
        return folds;
    }
}
