namespace Saker.Learning.Sequential;

/// <summary>What the requests of a group of callers come to; callers are put into groups by their keys.</summary>
/// <param name="Count">Requests, 0 or more.</param>
/// <param name="Sum">Of their values; of hits, how many there were.</param>
public readonly record struct GroupSum(long Count, double Sum)
{
    public static GroupSum operator +(GroupSum left, GroupSum right) => left.Add(right);

    public GroupSum Add(GroupSum other) => new(Count + other.Count, Sum + other.Sum);
}
