namespace Saker.Data.Checks.Running;

/// <summary>A check cannot be evaluated, whatever the rows are: the suite is at fault or the other data that it names, not the data that are checked.</summary>
internal sealed class CheckFault(string message) : Exception(message);
