namespace Saker.Onnx.Attribution;

/// <summary>Which output of a model is explained, and by which inputs.</summary>
public sealed record AttributionSettings
{
    /// <summary>The output or inner value that is explained, of shape [rows], [rows, classes] or [rows, classes, ...]; the model's first output where left out.</summary>
    public string? Output { get; init; }

    /// <summary>Names of the inputs of Float32 that it is explained by; all that it depends on where left out. The others are held as they are.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Threads of a run, 1 or more.</summary>
    public int ThreadCount { get; init; } = 1;
}
