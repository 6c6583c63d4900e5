using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;

namespace Saker.Server.Http.Splits;

/// <summary>Whose request it is, for endpoints whose requests are split.</summary>
internal interface ISplitCaller : ICallKeys
{
    /// <summary>Told which call answered, before the answer is sent.</summary>
    void Answered(InferCall call);
}
