namespace Saker.Server.Http.OpenInference;

/// <summary>The properties of an infer request that mean something here.</summary>
[Flags]
internal enum RequestProperties
{
    None = 0,
    Id = 1,
    Inputs = 2,
    Outputs = 4,
    Parameters = 8,
}
