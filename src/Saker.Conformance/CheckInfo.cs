namespace Saker.Conformance;

/// <summary>What a check is.</summary>
/// <param name="Id">Its stable name, such as <c>rest.infer.id-echo</c>: <c>rest.</c>, <c>grpc.</c> or <c>ext.</c> first.</param>
/// <param name="Title">What is expected, in a sentence.</param>
/// <param name="Level">How binding that is.</param>
/// <param name="Source">Where it comes from: the section of the protocol's text, or the extension.</param>
public sealed record CheckInfo(string Id, string Title, CheckLevel Level, string Source);
