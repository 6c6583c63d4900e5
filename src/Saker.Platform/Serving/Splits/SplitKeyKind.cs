namespace Saker.Platform.Serving.Splits;

/// <summary>Where the key of a request stands.</summary>
public enum SplitKeyKind
{
    /// <summary>None: every request falls to an arm for itself.</summary>
    Request,

    /// <summary>A header of HTTP, or the metadata of gRPC.</summary>
    Header,

    /// <summary>A column of the inputs, in the first row.</summary>
    Field,
}
