namespace Saker.Onnx.Training;

/// <summary>How parameters follow their gradients. One is for one session.</summary>
public abstract class Optimizer
{
    private readonly int _stateCount;
    private float[][] _state = [];

    private protected Optimizer(int stateCount) => _stateCount = stateCount;

    /// <summary>How much parameters are drawn to zero.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Steps made.</summary>
    public long StepCount { get; internal set; }

    /// <summary>What it was made with, in words; optimisers of one type and equal settings move parameters equally.</summary>
    public abstract string Settings { get; }

    internal IReadOnlyList<float[]> State => _state;

    /// <summary>Makes room for what it remembers of that many parameters.</summary>
    internal void Attach(int length)
    {
        if (_state.Length > 0 || StepCount > 0)
            throw new OnnxException("An optimiser serves one session; give each its own.");
        _state = [.. Enumerable.Range(0, _stateCount).Select(_ => new float[length])];
    }

    /// <summary>Begins a step.</summary>
    internal void Advance() => StepCount++;

    /// <summary>Moves a part of the parameters.</summary>
    /// <param name="start">Where the part begins among all.</param>
    /// <param name="values">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="decay">How much they are drawn to zero.</param>
    /// <param name="scale">What gradients are multiplied with before.</param>
    internal abstract void Update(int start, Span<float> values, ReadOnlySpan<float> gradients, float rate, float decay, float scale);

    private protected Span<float> StateAt(int index, int start, int length) => _state[index].AsSpan(start, length);
}
