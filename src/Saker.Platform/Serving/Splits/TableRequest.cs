using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Serving.Splits;

/// <summary>Rows that the program itself asks.</summary>
internal sealed class TableRequest(string endpoint, Table rows) : ICallRequest
{
    public void Read(InferCall call)
    {
        var model = call.Model;
        if (model.Signature.TakesTensors)
            throw new SakerException(ErrorKind.InvalidInput, $"Model '{model.Version.Model}' takes tensors, not rows of columns: ask it by the Open Inference Protocol, POST /v2/models/{endpoint}/infer.", "rows");
        for (var i = 0; i < model.Inputs.Count; i++)
            if (rows.Find(model.Inputs[i].Name) is null)
                call.Guard.TakeMissing(i, rows.RowCount, call.Inputs[i], call.Report);
        TensorColumns.Fill(rows, model.Inputs, call.Inputs, call.Report.Problems);
    }

    public ValueTask RunAsync(InferCall call, bool isAgain, CancellationToken cancellationToken) => call.RunAsync(cancellationToken);
}
