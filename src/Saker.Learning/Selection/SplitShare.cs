using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>The share of rows that a split holds out.</summary>
internal static class SplitShare
{
    /// <exception cref="SakerException">It does not lie between 0 and 1.</exception>
    public static void Require(double testShare)
    {
        if (!(testShare is > 0 and < 1))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The share of rows to hold out must lie between 0 and 1, both excluded; got {testShare}."), "test");
    }

    /// <summary>The share in whole rows, at least one on each side.</summary>
    public static int CountOf(int rowCount, double testShare) => Math.Clamp((int)Math.Round(rowCount * testShare, MidpointRounding.AwayFromZero), 1, rowCount - 1);
}
