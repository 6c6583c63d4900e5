namespace Saker.Onnx.Compression;

/// <summary>
/// Stores weights of convolutions and matrix products as levels with a scale for each channel, and rounds what they take by ranges found once from example rows. The graph
/// holds pairs of QuantizeLinear and DequantizeLinear, which engines take for 8-bit arithmetic where they have it. Weights of 4 bits or fewer are stored two in a byte.
/// </summary>
public static class StaticQuantisation
{
    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="batches">Example rows: a tensor for each input.</param>
    /// <param name="settings">How fine levels are and how ranges are found.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="OnnxException">There is nothing to compress, rows are missing or do not fit, or settings cannot be.</exception>
    public static OnnxModel Apply(OnnxModel model, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> batches, QuantisationSettings? settings, CancellationToken cancellationToken) =>
        QuantisationAwareTraining.Finish(QuantisationAwareTraining.Prepare(model, batches, settings, cancellationToken));
}
