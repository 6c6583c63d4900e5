namespace Saker.Learning.Neural.Building;

/// <summary>How a convolution goes over its input.</summary>
public sealed record ConvolutionSettings
{
    /// <summary>Steps from one place to the next, 1 or more.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros put on either side, 0 or more; where left out, as many as keep the extents at a stride of 1.</summary>
    public int? Padding { get; init; }

    /// <summary>Steps between the elements of the kernel, 1 or more.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Parts into which channels are divided, each convolved by itself; as many as channels make it depthwise.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a shift is added, 0 at first; of no use before a batch normalisation.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Initial weights; <see cref="Building.Initialiser.He"/> where left out.</summary>
    public Initialiser? Initialiser { get; init; }
}
