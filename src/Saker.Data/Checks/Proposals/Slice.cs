namespace Saker.Data.Checks.Proposals;

/// <summary>Neighbouring rows, or values, from <paramref name="Start"/> to before <paramref name="End"/>.</summary>
internal readonly record struct Slice(int Start, int End)
{
    public int Count => End - Start;

    public ReadOnlySpan<T> Of<T>(T[] values) => values.AsSpan(Start, Count);
}
