using System.Text.Json.Serialization;

namespace Saker.Learning.Sequential;

/// <summary>How many requests of an arm had a property: failed, were refused, were slow, converted.</summary>
/// <param name="Count">All of them, 0 or more.</param>
/// <param name="Hits">Those with the property, 0 to <paramref name="Count"/>.</param>
public readonly record struct HitCounts(long Count, long Hits)
{
    /// <summary>The share with the property, 0 to 1; NaN without requests.</summary>
    [JsonIgnore]
    public double Share => Count == 0 ? double.NaN : (double)Hits / Count;

    public static HitCounts operator +(HitCounts left, HitCounts right) => left.Add(right);

    public HitCounts Add(HitCounts other) => new(Count + other.Count, Hits + other.Hits);

    /// <exception cref="ArgumentOutOfRangeException">The counts are not what they are documented to be.</exception>
    internal void Require(string name)
    {
        if (Count < 0 || Hits < 0 || Hits > Count)
            throw new ArgumentOutOfRangeException(name, this, "Hits lie between 0 and the count.");
    }
}
