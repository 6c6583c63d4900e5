using System.Text;

namespace Saker.Data.Checks.Proposals;

/// <summary>Texts by their characters (Unicode code points).</summary>
internal static class Characters
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
