using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>The latest rows held out: everything to learn from is earlier than everything to test, by at least the gap.</summary>
public static class TimeSplit
{
    /// <param name="times">The time of each row. Rows of one moment stay together.</param>
    /// <param name="testShare">The share of rows to hold out, above 0 and below 1; as near as moments come.</param>
    /// <param name="gap">How long before the first test row the last training row must be, such as the time it takes until an answer is known. Rows in between are left out.</param>
    /// <exception cref="SakerException">The share is out of range, all rows are from one moment, or the gap leaves nothing to learn from.</exception>
    public static HoldOut Create(RowTimes times, double testShare, TimeDistance gap)
    {
        SplitShare.Require(testShare);
        var order = new TimeOrder(times);
        if (order.MomentCount < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"A split by time needs at least 2 different times; column '{times.Column}' has {order.MomentCount}.", times.Column);
        var start = order.Cuts(1, [(1 - testShare) * order.RowCount])[0];
        var train = order.Before(start, gap.In(times, "gap"));
        if (train == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The gap of {gap} before the first test row ({times.Describe(order.TimeAt(start))}) leaves no row to learn from; the earliest is from {times.Describe(order.TimeAt(0))}. Use a shorter gap or a smaller test part.", "gap");
        return new HoldOut { Train = order.Rows(0, train), Test = order.Rows(start, order.RowCount), Left = order.Rows(train, start) };
    }
}
