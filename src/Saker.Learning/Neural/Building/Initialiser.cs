using Saker.Onnx;

namespace Saker.Learning.Neural.Building;

/// <summary>How the initial values of a weight are drawn.</summary>
public sealed class Initialiser
{
    private readonly Func<int, long[], long, long, Xoshiro256, float[]> _draw;

    private Initialiser(string name, Func<int, long[], long, long, Xoshiro256, float[]> draw)
    {
        Name = name;
        _draw = draw;
    }

    /// <summary>Normal with variance 2 / inputs: keeps variance through layers that cut off what is below zero (He et al. 2015).</summary>
    public static Initialiser He { get; } = new("he", (count, _, inputs, _, chance) => Normally(count, Math.Sqrt(2.0 / inputs), chance));

    /// <summary>Uniform with variance 2 / (inputs + outputs): keeps variance both ways through layers that are nearly linear (Glorot and Bengio 2010).</summary>
    public static Initialiser Glorot { get; } = new("glorot", (count, _, inputs, outputs, chance) =>
    {
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = (float)((2 * chance.NextDouble() - 1) * bound);
        return values;
    });

    /// <summary>Rows or columns, whichever are fewer, of length 1 and at right angles, all such matrices equally likely (Saxe et al. 2014); weights of more extents count as [first, all others].</summary>
    public static Initialiser Orthogonal { get; } = new("orthogonal", (_, shape, _, _, chance) => OrthogonalMatrix.Draw(shape, chance));

    /// <summary>Zeros: a layer that gives nothing at first.</summary>
    public static Initialiser Zero { get; } = new("zero", (count, _, _, _, _) => new float[count]);

    public string Name { get; }

    /// <summary>Normal with a standard deviation.</summary>
    public static Initialiser Normal(double deviation) => new("normal", (count, _, _, _, chance) => Normally(count, deviation, chance));

    public override string ToString() => Name;

    internal Tensor Draw(long[] shape, long inputs, long outputs, Xoshiro256 chance) =>
        Tensor.Of(_draw(checked((int)shape.Aggregate(1L, (product, extent) => product * extent)), shape, inputs, outputs, chance), shape);

    private static float[] Normally(int count, double deviation, Xoshiro256 chance)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = (float)(chance.NextNormal() * deviation);
        return values;
    }
}
