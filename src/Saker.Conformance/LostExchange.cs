namespace Saker.Conformance;

/// <summary>A request that no answer came for.</summary>
internal sealed class LostExchange(string sent, string why) : Exchange
{
    public override string Sent => sent;

    public override string Received => why;
}
