using Saker.Onnx.Batches;

namespace Saker.Onnx.Sessions;

/// <summary>Whether the first extents of a graph's input and outputs count the same rows, where no name says so. Only of graphs with one input: of several, only names tell that their rows are as many.</summary>
internal static class RowExtents
{
    // More than one, so that rows are not taken for an extent that is always one.
    private const int TrialRows = 2;

    /// <summary>Whether their shapes let them.</summary>
    public static bool MayBeSame(OnnxSession session) =>
        session.Inputs.Count == 1 && session.Outputs.Count > 0 && session.Inputs.Concat(session.Outputs).All(spec => spec.Type != default && spec.Shape is [< 0, ..] && spec.Shape.Skip(1).All(extent => extent >= 0));

    /// <summary>Whether two rows of zeros and empty texts give two rows of each output, of the extents that it is told with: exporters are wrong at times. Of a graph that does not take them it is not known.</summary>
    /// <param name="session">Of a graph whose shapes let them.</param>
    public static bool AreSame(OnnxSession session)
    {
        var input = session.Inputs[0];
        try
        {
            var rows = new TensorBuffer(input.Type);
            rows.Reset([TrialRows, .. input.Shape.Skip(1)]);
            rows.Bytes.Clear();
            var outputs = session.Run(new Dictionary<string, Tensor> { [input.Name] = BufferTensors.ToTensor(rows) });
            return outputs.Zip(session.Outputs).All(pair => pair.First.Shape.SequenceEqual([TrialRows, .. pair.Second.Shape.Skip(1)]));
        }
        catch (OnnxException)
        {
            return false;
        }
    }
}
