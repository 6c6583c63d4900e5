namespace Saker.Onnx.Inspection;

/// <summary>Something that cannot be done with a model as it is.</summary>
/// <param name="Kind"><c>structure</c>, <c>engine</c> (it cannot be run), <c>upgrade</c> (no form in the current operator set) <c>gradient</c> (it cannot be trained through) or <c>batch</c> (answers depend on the other rows of a batch).</param>
/// <param name="Where">The first node or value in the way; empty where it is the whole model.</param>
/// <param name="Message">What is in the way.</param>
public sealed record MissingPart(string Kind, string Where, string Message);
