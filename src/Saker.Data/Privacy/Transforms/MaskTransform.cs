namespace Saker.Data.Privacy.Transforms;

/// <summary>Covers letters and digits with one sign; blanks, dashes, dots and the like stay, so that the form is still seen.</summary>
/// <param name="keepFirst">How many letters and digits stay at the beginning.</param>
/// <param name="keepLast">How many stay at the end.</param>
/// <param name="cover">What stands for the others.</param>
internal sealed class MaskTransform(int keepFirst, int keepLast, char cover) : ColumnTransform
{
    public override string Apply(string text)
    {
        var count = text.Count(IsCovered);
        // A short value would be shown whole: then nothing of it is.
        var (first, last) = keepFirst + keepLast < count ? (keepFirst, count - keepLast) : (0, count);
        return string.Create(text.Length, (text, first, last, cover), static (to, state) =>
        {
            var at = 0;
            for (var i = 0; i < to.Length; i++)
            {
                var c = state.text[i];
                to[i] = IsCovered(c) && at++ is var place && place >= state.first && place < state.last ? state.cover : c;
            }
        });
    }

    // Half of a surrogate pair counts as a letter.
    private static bool IsCovered(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);
}
