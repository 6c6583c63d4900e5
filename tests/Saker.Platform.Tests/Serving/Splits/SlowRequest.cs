using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>A row that takes a second to be read.</summary>
internal sealed class SlowRequest(double x, ManualTime time) : ICallRequest
{
    public void Read(InferCall call)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        TensorColumns.Fill(SplitServing.Row(x), call.Model.Inputs, call.Inputs, call.Report.Problems);
    }

    public ValueTask RunAsync(InferCall call, bool isAgain, CancellationToken cancellationToken) => call.RunAsync(cancellationToken);
}
