using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>One parameter of a <see cref="ParzenEstimator"/>.</summary>
internal abstract class ParzenDimension(SearchParameter parameter, int position)
{
    /// <summary>In the space.</summary>
    public int Position => position;

    /// <summary>The logarithm of the uniform density.</summary>
    public abstract double UniformLog { get; }

    public static ParzenDimension Of(SearchParameter parameter, int position, double[] centres, int dimensionCount)
    {
        if (parameter.IsUnordered)
            return new ParzenChoice(parameter, position, centres);
        return new ParzenRange(parameter, position, centres, ParzenBandwidth.Of(parameter, centres, dimensionCount));
    }

    /// <summary>Adds, for each kernel, the part of its log density that is the same everywhere.</summary>
    public abstract void AddNorms(Span<double> norms);

    /// <summary>Adds, for each kernel, the part of its log density that depends on the coordinate.</summary>
    public abstract void AddLogs(double coordinate, Span<double> logs);

    /// <summary>A coordinate of one kernel.</summary>
    public abstract double Draw(int kernel, Xoshiro256 generator);

    /// <summary>A coordinate of the uniform density.</summary>
    public double DrawAnywhere(Xoshiro256 generator) => parameter.Snap(generator.NextDouble());
}
