using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>Choices without order: a kernel favours its own, the less the fewer trials there are.</summary>
internal sealed class ParzenChoice(SearchParameter parameter, int position, double[] centres) : ParzenDimension(parameter, position)
{
    private readonly int _count = parameter.ValueCount!.Value;
    private readonly double _other = Other(parameter.ValueCount!.Value, centres.Length);

    public override double UniformLog => -Math.Log(_count);

    private double Own => 1 - (_count - 1) * _other;

    public override void AddNorms(Span<double> norms)
    {
    }

    public override void AddLogs(double coordinate, Span<double> logs)
    {
        var (own, other) = (Math.Log(Own), Math.Log(_other));
        for (var i = 0; i < logs.Length; i++)
            logs[i] += centres[i] == coordinate ? own : other;
    }

    public override double Draw(int kernel, Xoshiro256 generator)
    {
        // The share that all choices have alike, or else the kernel's own.
        return generator.NextDouble() < _count * _other ? generator.Below(_count) : centres[kernel];
    }

    // One vote for its own, and one shared by all choices and all trials.
    private static double Other(int count, int trials) => 1.0 / (trials + 1) / (1 + (double)count / (trials + 1));
}
