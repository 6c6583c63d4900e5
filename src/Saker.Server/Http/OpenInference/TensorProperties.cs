namespace Saker.Server.Http.OpenInference;

/// <summary>The properties of a tensor in JSON.</summary>
[Flags]
internal enum TensorProperties
{
    None = 0,
    Name = 1,
    Shape = 2,
    Datatype = 4,
    Data = 8,
    Parameters = 16,
}
