namespace Tumen.Solve;

/// <summary>Why a tracer came back.</summary>
internal enum TraceEnd
{
    Reached,
    Asked,
    Stalled,
    StepLimit,
    Cancelled,
}

/// <summary>What happened between two accepted points.</summary>
internal enum TraceEvent
{
    None,
    Fold,
    Bifurcation,
}
