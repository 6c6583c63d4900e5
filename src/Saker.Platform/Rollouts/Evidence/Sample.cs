using Saker.Data.Profiles;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>A uniform sample of the numbers that it was given (reservoir sampling; Vitter 1985, algorithm R). One user at a time.</summary>
/// <param name="size">The most that it holds.</param>
/// <param name="seed">Decides what is replaced.</param>
internal sealed class Sample(int size, ulong seed)
{
    private float[] _values = [];
    private int _held;
    private ulong _draw;

    /// <summary>How many numbers it was given.</summary>
    public long Count { get; private set; }

    public void Add(float value)
    {
        Count++;
        if (_held < size)
        {
            if (_held == _values.Length)
                Array.Resize(ref _values, Math.Clamp(2 * _held, Math.Min(size, 16), size));
            _values[_held++] = value;
            return;
        }
        // The upper half of a product is spread over the numbers given as evenly as makes no difference for counts below 2^40.
        var place = Math.BigMul(StableHash.Mix(++_draw ^ seed), (ulong)Count, out _);
        if (place < (ulong)size)
            _values[place] = value;
    }

    /// <summary>Adds what it holds to a list, and begins anew.</summary>
    public void MoveTo(List<float> into)
    {
        into.AddRange(_values.AsSpan(0, _held));
        (_held, Count) = (0, 0);
    }
}
