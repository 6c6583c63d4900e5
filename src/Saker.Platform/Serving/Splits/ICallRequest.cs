using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>A request to an endpoint with a split, as its door has it: where a candidate does not answer it, it is read and run again for another version.</summary>
public interface ICallRequest
{
    /// <summary>Fills the inputs of a call, and what else the request says of it.</summary>
    /// <exception cref="SakerException">The version cannot take the request (invalid input).</exception>
    void Read(InferCall call);

    /// <summary>Runs a call that was read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAgain">Whether another call ran, or tried to: what is counted once a request was counted.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    ValueTask RunAsync(InferCall call, bool isAgain, CancellationToken cancellationToken);
}
