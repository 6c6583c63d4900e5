using Saker.Learning;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Draws from any distribution over bins in constant time (Walker 1977, built as Vose 1991 does).</summary>
internal sealed class AliasTable
{
    private readonly double[] _kept;
    private readonly int[] _other;

    public AliasTable(double[] weights)
    {
        var count = weights.Length;
        var sum = weights.Sum();
        (_kept, _other) = (new double[count], new int[count]);
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (var i = 0; i < count; i++)
        {
            _kept[i] = weights[i] * count / sum;
            (_kept[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            var (little, much) = (small.Pop(), large.Pop());
            _other[little] = much;
            _kept[much] -= 1 - _kept[little];
            (_kept[much] < 1 ? small : large).Push(much);
        }
        foreach (var left in small.Concat(large))
            _kept[left] = 1;
    }

    public int Draw(Xoshiro256 chance)
    {
        var place = chance.NextDouble() * _kept.Length;
        var bin = (int)place;
        return place - bin < _kept[bin] ? bin : _other[bin];
    }
}
