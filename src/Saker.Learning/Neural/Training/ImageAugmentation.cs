using Saker.Data;

namespace Saker.Learning.Neural.Training;

/// <summary>How images are changed by chance each time they are shown, so that a network learns what does not matter. All is off unless set.</summary>
public sealed record ImageAugmentation
{
    /// <summary>The model's input with images: Float32 of [rows, channels, height, width]. Its only input where left out.</summary>
    public string? Input { get; init; }

    /// <summary>Whether every second image is turned left to right.</summary>
    public bool FlipsSideways { get; init; }

    /// <summary>Whether every second image is turned upside down.</summary>
    public bool FlipsUpright { get; init; }

    /// <summary>The most that an image is moved, as a share of its width and height, 0 to 1.</summary>
    public double Shift { get; init; }

    /// <summary>The most that it is rotated, in degrees, 0 to 180.</summary>
    public double Rotate { get; init; }

    /// <summary>The most that it is sheared, in degrees, 0 to 80.</summary>
    public double Shear { get; init; }

    /// <summary>The most that it is made larger or smaller, as a share, 0 to 0.9.</summary>
    public double Zoom { get; init; }

    /// <summary>The most that brightness, contrast and, where there are three channels, saturation change, as a share, 0 to 1.</summary>
    public double Colour { get; init; }

    /// <summary>What lies beyond an image's border; its nearest pixel where left out.</summary>
    public float? Fill { get; init; }

    /// <exception cref="SakerException">A setting is out of its range; all that are, are named.</exception>
    internal void Require()
    {
        (string Name, double Value, double Most)[] all = [("shift", Shift, 1), ("rotate", Rotate, 180), ("shear", Shear, 80), ("zoom", Zoom, 0.9), ("colour", Colour, 1)];
        Problem[] problems = [.. all.Where(setting => !(setting.Value >= 0 && setting.Value <= setting.Most)).Select(setting =>
            new Problem($"augmentation.{setting.Name}", FormattableString.Invariant($"{setting.Value} is out of range; it must be between 0 and {setting.Most}.")))];
        if (problems.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Images cannot be augmented so.", problems);
    }
}
